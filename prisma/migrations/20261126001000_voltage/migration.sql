-- A supply that sinks before the silence speaks for a loss of power.
ALTER TABLE "look" ADD COLUMN "voltage" REAL;
