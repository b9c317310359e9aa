-- unprojected_events: the events that the projections have not seen.
--
-- Events that were brought from another cluster were there when the projections were filled, though their transactions look new once this cluster has counted so
-- far. Until it has counted beyond them, a pet's version says which of its events have been seen; and of a pet that is not there, the moment of recording.

CREATE OR REPLACE VIEW unprojected_events AS
SELECT event.id, event.created_at, event.event_type, event.pet_id, event.version
FROM latest_projection AS latest
CROSS JOIN LATERAL unseen_events(latest.position) AS event
WHERE event.transaction_id BETWEEN latest.next AND latest.last IS NOT TRUE
   OR event.version > coalesce(
          (SELECT version FROM pets_state_projection WHERE id = event.pet_id),
          CASE WHEN event.created_at <= latest.filled_at THEN event.version ELSE 0 END
      );

COMMENT ON VIEW unprojected_events IS 'The events that the projections have not seen.';
COMMENT ON COLUMN unprojected_events.id IS 'The event.';
CALL hand_down_comments('events', 'unprojected_events');
