CREATE TABLE "lab_test" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"source" text NOT NULL,
	"version_id" uuid,
	"definition" jsonb,
	"hash" text NOT NULL,
	"commit" text,
	"topology" text NOT NULL,
	"generation" text,
	"seed" text NOT NULL,
	"keep" boolean DEFAULT false NOT NULL,
	"requested_by" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"environment_id" uuid,
	"now" jsonb,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"kept_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "lab_test_step" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"lab_test_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"seed" text NOT NULL,
	"task" text,
	"step" text NOT NULL,
	"ok" boolean NOT NULL,
	"duration_ms" integer NOT NULL,
	"findings" jsonb NOT NULL,
	"checks" jsonb NOT NULL,
	"log" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "lab_test" ADD CONSTRAINT "lab_test_version_id_lab_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."lab_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_test" ADD CONSTRAINT "lab_test_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_test_step" ADD CONSTRAINT "lab_test_step_lab_test_id_lab_test_id_fk" FOREIGN KEY ("lab_test_id") REFERENCES "public"."lab_test"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lab_test_slug" ON "lab_test" USING btree ("slug","created_at");--> statement-breakpoint
CREATE INDEX "lab_test_open" ON "lab_test" USING btree ("created_at") WHERE "lab_test"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "lab_test_environment" ON "lab_test" USING btree ("environment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_test_step_order" ON "lab_test_step" USING btree ("lab_test_id","number");