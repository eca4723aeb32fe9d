-- When the data sessions of a router's modem began, by what the router says (now - session-uptime). For ever: a few a day.
CREATE TABLE "lte_session" (
    "router_id" INTEGER NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lte_session_pkey" PRIMARY KEY ("router_id","began_at")
);

-- CreateIndex
CREATE INDEX "lte_session_stored_at_idx" ON "lte_session"("stored_at");

-- AddForeignKey
ALTER TABLE "lte_session" ADD CONSTRAINT "lte_session_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "router"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The role that the program works as.
DO $$ BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON "lte_session" TO sinyaldesa_app');
END $$;
