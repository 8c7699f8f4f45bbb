ALTER TABLE "ssh_key" DROP CONSTRAINT "ssh_key_fingerprint_unique";--> statement-breakpoint
DROP INDEX "ssh_key_person";--> statement-breakpoint
CREATE INDEX "ssh_key_fingerprint" ON "ssh_key" USING btree ("fingerprint");--> statement-breakpoint
ALTER TABLE "ssh_key" ADD CONSTRAINT "ssh_key_of_person" UNIQUE("person_id","fingerprint");