-- The audit trail only grows. The triggers are "enable always", so that a session in replica mode meets them too.
create function "refuse_audit_change"() returns trigger language plpgsql as $$
begin
  raise exception 'audit_event is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger "audit_event_no_change" before update or delete on "audit_event"
  for each row execute function "refuse_audit_change"();
--> statement-breakpoint
create trigger "audit_event_no_truncate" before truncate on "audit_event"
  for each statement execute function "refuse_audit_change"();
--> statement-breakpoint
alter table "audit_event" enable always trigger "audit_event_no_change";
--> statement-breakpoint
alter table "audit_event" enable always trigger "audit_event_no_truncate";
--> statement-breakpoint
-- Attempts stay on the content they began with.
create function "refuse_lab_version_change"() returns trigger language plpgsql as $$
begin
  raise exception 'a lab version is never changed: insert a new one' using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger "lab_version_no_change" before update on "lab_version"
  for each row execute function "refuse_lab_version_change"();
--> statement-breakpoint
-- What was passed stays passed, whatever a later run says and whichever statement writes it.
create function "keep_passed_check"() returns trigger language plpgsql as $$
begin
  new.passed_at := old.passed_at;
  return new;
end
$$;
--> statement-breakpoint
create trigger "task_check_keep_passed" before update on "task_check"
  for each row when (old.passed_at is not null) execute function "keep_passed_check"();
--> statement-breakpoint
alter table "attempt"
  add constraint "attempt_state_known" check (state in ('active', 'finished', 'abandoned')),
  add constraint "attempt_over_has_end" check ((state = 'active') = (finished_at is null)),
  add constraint "attempt_number_positive" check (number >= 1),
  add constraint "attempt_score_in_range" check (score is null or (score >= 0 and score <= max_score));
--> statement-breakpoint
alter table "environment"
  add constraint "environment_state_known" check (
    state in ('queued', 'provisioning', 'ready', 'destroying', 'destroyed', 'failed', 'lost'));
--> statement-breakpoint
alter table "check_run"
  add constraint "check_run_trigger_known" check (trigger in ('activity', 'backoff', 'asked', 'finish')),
  add constraint "check_run_verdict_known" check (verdict in ('pass', 'not_yet', 'environment_broken', 'check_broken'));
--> statement-breakpoint
alter table "task_check"
  add constraint "task_check_verdict_known" check (
    latest_verdict is null or latest_verdict in ('pass', 'not_yet', 'environment_broken', 'check_broken'));
--> statement-breakpoint
alter table "image_build"
  add constraint "image_build_permille_range" check (permille is null or permille between 0 and 1000);
--> statement-breakpoint
alter table "api_token" add constraint "api_token_has_scope" check (cardinality(scopes) > 0);
