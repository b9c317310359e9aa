-- pets_state: every pet as it is now.

CREATE OR REPLACE VIEW pets_state AS
SELECT * FROM pets_state_at('infinity');

COMMENT ON VIEW pets_state IS 'Every pet as it is now, computed from its events.';
COMMENT ON COLUMN pets_state.id IS 'The pet.';
COMMENT ON COLUMN pets_state.name IS 'What it is called.';
COMMENT ON COLUMN pets_state.price IS 'What it costs; once it is sold, what it last cost.';
COMMENT ON COLUMN pets_state.status IS 'available, sold or lost.';
COMMENT ON COLUMN pets_state.sale_price IS 'What was paid, where it is sold.';
COMMENT ON COLUMN pets_state.came_on IS 'The day it arrived or was born.';
COMMENT ON COLUMN pets_state.status_since IS 'The day on which it came to be where it is.';
COMMENT ON COLUMN pets_state.version IS 'The version of its latest event, whether that counts or not.';
COMMENT ON COLUMN pets_state.created_at IS 'When its first event was recorded.';
COMMENT ON COLUMN pets_state.updated_at IS 'When its latest event was recorded, whether that counts or not.';
CALL hand_down_comments('pet_streams', 'pets_state');
CALL hand_down_comments('pet_born_events', 'pets_state');
CALL hand_down_comments('pet_sold_events', 'pets_state');
