-- One reboot at a time for a router; phones may be disconnected beside it.
DROP INDEX "action_one_under_way";
CREATE UNIQUE INDEX "action_one_under_way" ON "action" ("router_id") WHERE "ended_at" IS NULL AND "kind" = 'reboot';
