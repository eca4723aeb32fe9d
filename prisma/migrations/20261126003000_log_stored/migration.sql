-- When a line came into the database: what it tells is judged again from then on.
ALTER TABLE "router_log_line" ADD COLUMN "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE INDEX "router_log_line_stored_at_idx" ON "router_log_line" ("stored_at");
