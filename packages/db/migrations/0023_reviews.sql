CREATE TABLE "submission_comment" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"attempt_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"version" integer NOT NULL,
	"author_id" text NOT NULL,
	"from_line" integer NOT NULL,
	"to_line" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" text
);
--> statement-breakpoint
CREATE TABLE "submission_review" (
	"attempt_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"version" integer NOT NULL,
	"reviewer_id" text NOT NULL,
	"peer" boolean DEFAULT false NOT NULL,
	"decision" text NOT NULL,
	"marks" jsonb NOT NULL,
	"comment" text NOT NULL,
	"points" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "submission_review_attempt_id_task_id_version_reviewer_id_pk" PRIMARY KEY("attempt_id","task_id","version","reviewer_id")
);
--> statement-breakpoint
ALTER TABLE "submission_comment" ADD CONSTRAINT "submission_comment_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_comment" ADD CONSTRAINT "submission_comment_settled_by_person_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_comment" ADD CONSTRAINT "submission_comment_of" FOREIGN KEY ("attempt_id","task_id","version") REFERENCES "public"."submission"("attempt_id","task_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_review" ADD CONSTRAINT "submission_review_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_review" ADD CONSTRAINT "submission_review_of" FOREIGN KEY ("attempt_id","task_id","version") REFERENCES "public"."submission"("attempt_id","task_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_comment_version" ON "submission_comment" USING btree ("attempt_id","task_id","version");--> statement-breakpoint
CREATE INDEX "submission_review_reviewer" ON "submission_review" USING btree ("reviewer_id");--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "reviewers" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "peers" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "taken_by" text;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "taken_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_taken_by_person_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What the one reviewer of each version had said so far.
INSERT INTO "submission_review" ("attempt_id", "task_id", "version", "reviewer_id", "decision", "marks", "comment", "points", "at")
	SELECT "attempt_id", "task_id", "version", "reviewer_id", CASE "state" WHEN 'returned' THEN 'return' ELSE 'accept' END,
		coalesce("marks", '[]'), coalesce("comment", ''), coalesce("points", 0), "reviewed_at"
	FROM "submission" WHERE "reviewer_id" IS NOT NULL AND "reviewed_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" DROP COLUMN "marks";--> statement-breakpoint
ALTER TABLE "submission" DROP COLUMN "comment";--> statement-breakpoint
ALTER TABLE "submission" DROP COLUMN "reviewer_id";
