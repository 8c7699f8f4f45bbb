CREATE TABLE "web_ui_session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" text NOT NULL,
	"attempt_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"ui" text NOT NULL,
	"grant_hash" text NOT NULL,
	"grant_until" timestamp with time zone NOT NULL,
	"cookie_hash" text,
	"open_until" timestamp with time zone,
	CONSTRAINT "web_ui_session_grant_hash_unique" UNIQUE("grant_hash"),
	CONSTRAINT "web_ui_session_cookie_hash_unique" UNIQUE("cookie_hash")
);
--> statement-breakpoint
ALTER TABLE "web_ui_session" ADD CONSTRAINT "web_ui_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_ui_session" ADD CONSTRAINT "web_ui_session_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_ui_session" ADD CONSTRAINT "web_ui_session_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "web_ui_session_person" ON "web_ui_session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "web_ui_session_attempt" ON "web_ui_session" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "web_ui_session_environment" ON "web_ui_session" USING btree ("environment_id");