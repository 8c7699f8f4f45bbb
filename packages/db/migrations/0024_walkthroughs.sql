CREATE TABLE "walkthrough" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"person_id" text NOT NULL,
	"attempt_id" uuid NOT NULL,
	"draft" jsonb NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"published" jsonb,
	"published_revision" integer,
	"published_at" timestamp with time zone,
	"hidden_at" timestamp with time zone,
	"hidden_by" text,
	"hidden_reason" text
);
--> statement-breakpoint
CREATE TABLE "walkthrough_rating" (
	"walkthrough_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"stars" smallint NOT NULL,
	"text" text NOT NULL,
	"rated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "walkthrough_rating_walkthrough_id_person_id_pk" PRIMARY KEY("walkthrough_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "walkthrough" ADD CONSTRAINT "walkthrough_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walkthrough" ADD CONSTRAINT "walkthrough_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walkthrough" ADD CONSTRAINT "walkthrough_hidden_by_person_id_fk" FOREIGN KEY ("hidden_by") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walkthrough_rating" ADD CONSTRAINT "walkthrough_rating_walkthrough_id_walkthrough_id_fk" FOREIGN KEY ("walkthrough_id") REFERENCES "public"."walkthrough"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walkthrough_rating" ADD CONSTRAINT "walkthrough_rating_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "walkthrough_lab" ON "walkthrough" USING btree ("slug","published_at") WHERE "walkthrough"."published_at" is not null;--> statement-breakpoint
CREATE INDEX "walkthrough_person" ON "walkthrough" USING btree ("person_id","slug");