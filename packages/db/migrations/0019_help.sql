CREATE TABLE "help_request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"attempt_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"question" text NOT NULL,
	"context" jsonb NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"mentor_id" text,
	"taken_at" timestamp with time zone,
	"answer" text,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "kept_answer" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"task_id" text NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"help_request_id" uuid,
	"kept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "kept_answer_help_request_id_unique" UNIQUE("help_request_id")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"title" text NOT NULL,
	"detail" text,
	"link" text NOT NULL,
	"in_page" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notice_once" UNIQUE("person_id","kind","about")
);
--> statement-breakpoint
CREATE TABLE "notice_choice" (
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"channels" text[] NOT NULL,
	CONSTRAINT "notice_choice_person_id_kind_pk" PRIMARY KEY("person_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notice_delivery" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"notice_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_delivery_once" UNIQUE("notice_id","channel")
);
--> statement-breakpoint
ALTER TABLE "help_request" ADD CONSTRAINT "help_request_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_request" ADD CONSTRAINT "help_request_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "help_request_one_open" ON "help_request" USING btree ("attempt_id","task_id") WHERE "help_request"."state" in ('waiting', 'taken');--> statement-breakpoint
CREATE INDEX "help_request_open" ON "help_request" USING btree ("asked_at") WHERE "help_request"."state" in ('waiting', 'taken');--> statement-breakpoint
CREATE INDEX "help_request_attempt" ON "help_request" USING btree ("attempt_id","asked_at");--> statement-breakpoint
CREATE INDEX "kept_answer_task" ON "kept_answer" USING btree ("slug","task_id");--> statement-breakpoint
CREATE INDEX "notice_person" ON "notice" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "notice_unread" ON "notice" USING btree ("person_id") WHERE "notice"."read_at" is null and "notice"."in_page";--> statement-breakpoint
CREATE INDEX "notice_delivery_failed" ON "notice_delivery" USING btree ("changed_at") WHERE "notice_delivery"."state" = 'failed';