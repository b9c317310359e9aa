-- The objects of an earlier program make its triggers anew.

SELECT 1;
