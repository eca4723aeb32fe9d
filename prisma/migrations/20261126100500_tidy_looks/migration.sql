-- Routers' looks come interleaved, which leaves pages of the index half empty for ever: once a month is over it is built anew.
-- True when it was; false when there is nothing to gain, or the month is not over for two days.
CREATE FUNCTION tidy_look_partition(month_of timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  next timestamptz := (date_trunc('month', month_of AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  name text := 'look_' || to_char(month_of AT TIME ZONE 'UTC', 'YYYYMM');
  looks real;
BEGIN
  IF next > now() - interval '2 days' OR to_regclass(format('%I.%I', current_schema(), name)) IS NULL THEN
    RETURN false;
  END IF;
  SELECT reltuples INTO looks FROM pg_class WHERE oid = format('%I.%I', current_schema(), name)::regclass;
  -- An entry takes 64 bytes in a full page; not counted yet (-1), or small, is left alone.
  IF looks < 1000 OR pg_relation_size(format('%I.%I', current_schema(), name || '_pkey')) < looks * 85 THEN
    RETURN false;
  END IF;
  EXECUTE format('REINDEX INDEX %I', name || '_pkey');
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION tidy_look_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tidy_look_partition(timestamptz) TO sinyaldesa_app;
