-- How much of a chain was told to witnesses; and who they are.
ALTER TABLE "look_chain" ADD COLUMN "sent_looks" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "alarm_channel" ADD COLUMN "witness" BOOLEAN NOT NULL DEFAULT false;
