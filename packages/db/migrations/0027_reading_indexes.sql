CREATE INDEX "attempt_standing" ON "attempt" USING btree ("person_id","slug","id","number","state","score","max_score","finished_at") WHERE not "attempt"."preview";--> statement-breakpoint
CREATE INDEX "environment_created" ON "environment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "environment_event_ready" ON "environment_event" USING btree ("environment_id","duration_ms") WHERE "environment_event"."from_state" = 'ready';--> statement-breakpoint
CREATE INDEX "help_request_ended" ON "help_request" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "submission_review_at" ON "submission_review" USING btree ("at");
