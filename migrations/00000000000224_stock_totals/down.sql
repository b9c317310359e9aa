DROP TABLE stock_totals CASCADE;
