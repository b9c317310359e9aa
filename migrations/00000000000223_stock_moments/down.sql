DROP TABLE stock_moments CASCADE;
