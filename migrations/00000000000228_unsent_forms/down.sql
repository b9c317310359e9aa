DROP TABLE unsent_forms;
