-- The first 32 bits of the chain's head after each look: of a chain that does not hold they tell where it stops to hold.
-- Looks of before have none; a packed day keeps none.
ALTER TABLE "look" ADD COLUMN "chain_check" INTEGER;
