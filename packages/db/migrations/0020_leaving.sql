CREATE TABLE "maintenance" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"text" text NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	CONSTRAINT "maintenance_only_row" CHECK ("maintenance"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "deletion_asked_at" timestamp with time zone;--> statement-breakpoint
-- The one change of the audit there is: an erasure puts a pseudonym in the place of a person, and takes out what names them. Which line it is, when
-- it was written and what it tells of stays; so do all lines about others.
create or replace function "refuse_audit_change"() returns trigger language plpgsql as $$
declare
  erased text := nullif(current_setting('springboard.erased', true), '');
  pseudonym text := nullif(current_setting('springboard.pseudonym', true), '');
begin
  if tg_op = 'UPDATE' and erased is not null
    and exists (select 1 from "person" p where p."id" = pseudonym and p."erased_at" is not null)
    and (new."id", new."at", new."via", new."action", new."subject_kind")
      = (old."id", old."at", old."via", old."action", old."subject_kind")
    and new."actor" = (case when old."actor" = erased then pseudonym else old."actor" end)
    and new."subject_id" = (case when old."subject_id" = erased then pseudonym else old."subject_id" end)
    and (new."ip" is not distinct from old."ip" or (new."ip" is null and (old."actor" = erased
      or (old."actor" = 'system' and old."subject_kind" = 'person' and old."subject_id" = erased))))
    and (select array_agg(k order by k) from jsonb_object_keys(new."detail") k)
      is not distinct from (select array_agg(k order by k) from jsonb_object_keys(old."detail") k)
  then
    return new;
  end if;
  raise exception 'audit_event is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
