-- Whether letters beyond ASCII have a case here.

SELECT lower('Ж') = 'ж' AS yes
