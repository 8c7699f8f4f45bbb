CREATE INDEX "environment_event_trouble" ON "environment_event" USING btree ("at") WHERE "environment_event"."to_state" in ('failed', 'lost');--> statement-breakpoint
alter table "environment"
  drop constraint "environment_state_known",
  add constraint "environment_state_known" check (
    state in ('queued', 'provisioning', 'pooled', 'claimed', 'ready', 'paused', 'saving', 'rewinding',
      'destroying', 'destroyed', 'failed', 'lost'));
