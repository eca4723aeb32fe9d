-- Key of a day (WIB) for hashes of those who report; deleted with the hashes when the day is over.
CREATE TABLE "day_key" (
    "day" DATE NOT NULL,
    "key_sealed" BYTEA NOT NULL,

    CONSTRAINT "day_key_pkey" PRIMARY KEY ("day")
);

-- Asked by one person, decided by another.
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_two_people" CHECK ("decided_by_id" <> "asked_by_id");
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_two_people" CHECK ("approved_by_id" <> "entered_by_id");

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON "day_key" TO sinyaldesa_app');
END $$;
