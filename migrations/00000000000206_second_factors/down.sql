DROP TABLE second_factors CASCADE;
