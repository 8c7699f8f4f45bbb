ALTER TABLE "person" ADD COLUMN "last_sign_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "mentor_id" text;--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "manager_id" text;--> statement-breakpoint
ALTER TABLE "team_member" ADD COLUMN "joined_on" date DEFAULT current_date NOT NULL;--> statement-breakpoint
ALTER TABLE "team_member" ADD COLUMN "mentor_id" text;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_manager_id_person_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_manager" ON "team" USING btree ("manager_id");--> statement-breakpoint
CREATE INDEX "team_member_person" ON "team_member" USING btree ("person_id");--> statement-breakpoint
-- The day somebody was entered is the best that is known of when they joined.
update "team_member" m set "joined_on" = p."created_at"::date from "person" p where p."id" = m."person_id";
--> statement-breakpoint
update "person" p set "last_sign_in_at" = a."at"
  from (select "actor", max("at") as "at" from "audit_event" where "action" = 'sign-in' group by "actor") a
  where a."actor" = p."id";
--> statement-breakpoint
-- Managers read their own teams from now on, no longer everybody: a team with one manager among its members is theirs. The same for its mentor.
update "team" t set "manager_id" = found."person_id"
  from (
    select m."team_id", min(m."person_id") as "person_id" from "team_member" m
      join "person_role" r on r."person_id" = m."person_id" and r."role" = 'manager'
      join "person" p on p."id" = m."person_id" and p."deactivated_at" is null
      group by m."team_id" having count(*) = 1
  ) found where found."team_id" = t."id";
--> statement-breakpoint
update "team" t set "mentor_id" = found."person_id"
  from (
    select m."team_id", min(m."person_id") as "person_id" from "team_member" m
      join "person_role" r on r."person_id" = m."person_id" and r."role" = 'mentor'
      join "person" p on p."id" = m."person_id" and p."deactivated_at" is null
      group by m."team_id" having count(*) = 1
  ) found where found."team_id" = t."id";
--> statement-breakpoint
-- Tokens of managers go on, as far as their teams.
update "api_token" t set "scopes" = t."scopes"
    || case when 'attempt.any.read' = any(t."scopes") then array['attempt.team.read'] else '{}'::text[] end
    || case when 'submission.review' = any(t."scopes") then array['submission.team.review'] else '{}'::text[] end
    || case when 'person.any.read' = any(t."scopes") then array['person.team.read'] else '{}'::text[] end
  from "person_role" r where r."person_id" = t."person_id" and r."role" = 'manager';
