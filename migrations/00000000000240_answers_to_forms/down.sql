DROP TABLE answers_to_forms;
