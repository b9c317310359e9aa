DROP TABLE seal_nodes;
