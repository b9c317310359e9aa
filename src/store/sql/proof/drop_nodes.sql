-- Forgets the hashes of the tree under the newest seal.

DELETE FROM seal_nodes
