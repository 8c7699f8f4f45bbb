CREATE TABLE "environment_of_attempt" (
	"attempt_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "environment_of_attempt_attempt_id_environment_id_pk" PRIMARY KEY("attempt_id","environment_id")
);
--> statement-breakpoint
DROP INDEX "audit_event_at";--> statement-breakpoint
ALTER TABLE "environment_of_attempt" ADD CONSTRAINT "environment_of_attempt_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_of_attempt" ADD CONSTRAINT "environment_of_attempt_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "environment_of_attempt_environment" ON "environment_of_attempt" USING btree ("environment_id");--> statement-breakpoint
CREATE INDEX "audit_event_time" ON "audit_event" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "audit_event" USING btree ("actor","at","id");--> statement-breakpoint
CREATE INDEX "audit_event_action" ON "audit_event" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX "audit_event_words" ON "audit_event" USING gin (to_tsvector('simple', translate("action" || ' ' || "actor" || ' ' || "subject_kind" || ' ' || "subject_id" || ' ' || coalesce("ip", '') || ' ' || "detail"::text, './-_:@{}[]",', '            ')));--> statement-breakpoint
-- What is known of the environments that attempts had before this was written down.
insert into "environment_of_attempt" ("attempt_id", "environment_id", "since")
select known."attempt_id", known."environment_id", min(known."since")
from (
  select "id" as "attempt_id", "environment_id", "started_at" as "since" from "attempt"
  union all
  select "attempt_id", "environment_id", min("started_at") from "check_run" group by 1, 2
  union all
  select a."id", e."id", e."created_at" from "audit_event" r
    join "attempt" a on a."id"::text = r."subject_id"
    join "environment" e on e."id"::text in (r."detail" ->> 'from', r."detail" ->> 'to')
    where r."subject_kind" = 'attempt' and r."action" in ('environment.reset', 'environment.retry')
) known
where known."environment_id" is not null
group by 1, 2;
