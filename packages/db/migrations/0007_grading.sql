CREATE TABLE "invariant_breach" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"attempt_id" uuid NOT NULL,
	"environment_id" uuid,
	"invariant_id" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"learner_text" text,
	"author_text" text,
	"evidence" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quiz_answer" (
	"attempt_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"question_id" text NOT NULL,
	"given" text[] NOT NULL,
	"right" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "quiz_answer_attempt_id_task_id_question_id_pk" PRIMARY KEY("attempt_id","task_id","question_id")
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "next_watch_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "hint_opened" ADD COLUMN "said" text;--> statement-breakpoint
ALTER TABLE "task_check" ADD COLUMN "held" boolean;--> statement-breakpoint
ALTER TABLE "invariant_breach" ADD CONSTRAINT "invariant_breach_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invariant_breach" ADD CONSTRAINT "invariant_breach_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_answer" ADD CONSTRAINT "quiz_answer_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invariant_breach_attempt" ON "invariant_breach" USING btree ("attempt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invariant_breach_one_open" ON "invariant_breach" USING btree ("attempt_id","invariant_id") WHERE "invariant_breach"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "attempt_next_watch" ON "attempt" USING btree ("next_watch_at") WHERE "attempt"."state" = 'active';