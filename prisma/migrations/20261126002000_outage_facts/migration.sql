-- What the looks told of an outage, so that its cause can be judged again when something else becomes known.
ALTER TABLE "outage" ADD COLUMN "facts" JSONB, ADD COLUMN "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE INDEX "outage_changed_at_idx" ON "outage" ("changed_at");
