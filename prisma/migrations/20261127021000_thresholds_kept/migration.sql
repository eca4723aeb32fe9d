-- By what routers were judged is written down by the database itself, whoever changes a service plan or gives a router
-- another one. "Now" is the program's own clock where it has set one ("sinyaldesa.now"), for at least up to the last look.
CREATE FUNCTION "keep_thresholds"("of" INTEGER[], "was" "service_plan") RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO "past_thresholds" ("router_id", "until", "look_interval_ms", "grace_looks", "grace_ms", "flap_changes",
    "flap_window_ms", "quality_looks", "loss_percent", "slow_ms")
  SELECT s."router_id",
    greatest(coalesce(nullif(current_setting('sinyaldesa.now', true), '')::timestamptz, now()),
      s."last_look_at" + interval '1 millisecond'),
    "was"."look_interval_ms", "was"."grace_looks", "was"."grace_ms", "was"."flap_changes", "was"."flap_window_ms",
    "was"."quality_looks", "was"."loss_percent", "was"."slow_ms"
  FROM "router_status" s WHERE s."router_id" = ANY ("of") AND s."last_look_at" IS NOT NULL
  ON CONFLICT DO NOTHING
$$;

-- The routers' rows are locked, so that no batch is judged in between.
CREATE FUNCTION "keep_thresholds_of_plan"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "router" WHERE "service_plan_id" = OLD."id" ORDER BY "id" FOR NO KEY UPDATE;
  PERFORM "keep_thresholds"(ARRAY(SELECT "id" FROM "router" WHERE "service_plan_id" = OLD."id"), OLD);
  RETURN NEW;
END $$;

CREATE FUNCTION "keep_thresholds_of_router"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE was "service_plan";
BEGIN
  SELECT * INTO STRICT was FROM "service_plan" WHERE "id" = OLD."service_plan_id";
  PERFORM "keep_thresholds"(ARRAY[OLD."id"], was);
  RETURN NEW;
END $$;

CREATE TRIGGER "keep_thresholds" BEFORE UPDATE ON "service_plan" FOR EACH ROW
  WHEN ((OLD."look_interval_ms", OLD."grace_looks", OLD."grace_ms", OLD."flap_changes", OLD."flap_window_ms",
      OLD."quality_looks", OLD."loss_percent", OLD."slow_ms")
    IS DISTINCT FROM (NEW."look_interval_ms", NEW."grace_looks", NEW."grace_ms", NEW."flap_changes", NEW."flap_window_ms",
      NEW."quality_looks", NEW."loss_percent", NEW."slow_ms"))
  EXECUTE FUNCTION "keep_thresholds_of_plan"();

CREATE TRIGGER "keep_thresholds" BEFORE UPDATE ON "router" FOR EACH ROW
  WHEN (OLD."service_plan_id" IS DISTINCT FROM NEW."service_plan_id")
  EXECUTE FUNCTION "keep_thresholds_of_router"();

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION "keep_thresholds"(INTEGER[], "service_plan"), "keep_thresholds_of_plan"(), "keep_thresholds_of_router"() TO sinyaldesa_app');
END $$;
