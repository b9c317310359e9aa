DROP PROCEDURE hand_down_comments(regclass, regclass);
