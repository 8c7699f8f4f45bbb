CREATE TABLE "path" (
	"id" text PRIMARY KEY NOT NULL,
	"definition" jsonb NOT NULL,
	"commit" text,
	"published_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "path_assignment" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"path_id" text NOT NULL,
	"person_id" text,
	"team_id" uuid,
	"starts_on" date NOT NULL,
	"assigned_by" text,
	"assigned_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "path_assignment_to_one" CHECK (num_nonnulls("path_assignment"."person_id", "path_assignment"."team_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "path_due" (
	"person_id" text NOT NULL,
	"path_id" text NOT NULL,
	"item_id" text NOT NULL,
	"due_on" date NOT NULL,
	"reason" text NOT NULL,
	"moved_by" text,
	"moved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "path_due_person_id_path_id_item_id_pk" PRIMARY KEY("person_id","path_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "path_reading" (
	"person_id" text NOT NULL,
	"path_id" text NOT NULL,
	"item_id" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "path_reading_person_id_path_id_item_id_pk" PRIMARY KEY("person_id","path_id","item_id")
);
--> statement-breakpoint
ALTER TABLE "content_sync" ADD COLUMN "skills" json DEFAULT '{}'::json NOT NULL;--> statement-breakpoint
ALTER TABLE "path_assignment" ADD CONSTRAINT "path_assignment_path_id_path_id_fk" FOREIGN KEY ("path_id") REFERENCES "public"."path"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_assignment" ADD CONSTRAINT "path_assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_assignment" ADD CONSTRAINT "path_assignment_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_assignment" ADD CONSTRAINT "path_assignment_assigned_by_person_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_due" ADD CONSTRAINT "path_due_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_due" ADD CONSTRAINT "path_due_path_id_path_id_fk" FOREIGN KEY ("path_id") REFERENCES "public"."path"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_due" ADD CONSTRAINT "path_due_moved_by_person_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_reading" ADD CONSTRAINT "path_reading_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "path_reading" ADD CONSTRAINT "path_reading_path_id_path_id_fk" FOREIGN KEY ("path_id") REFERENCES "public"."path"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "path_assignment_person" ON "path_assignment" USING btree ("person_id","path_id") WHERE "path_assignment"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "path_assignment_team" ON "path_assignment" USING btree ("team_id","path_id") WHERE "path_assignment"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "submission_unreviewed" ON "submission" USING btree ("attempt_id") WHERE "submission"."state" <> 'reviewed';