-- Drops every answer to a form, for any of them may show what is to be forgotten.

DELETE FROM answers_to_forms
