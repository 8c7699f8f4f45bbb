CREATE TABLE "class_member" (
	"class_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"tried_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "class_member_class_id_person_id_pk" PRIMARY KEY("class_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "class_message" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"class_id" uuid NOT NULL,
	"author_id" text,
	"text" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "class" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"slug" text NOT NULL,
	"state" text NOT NULL,
	"owner_id" text,
	"starts_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "class_state_known" CHECK ("class"."state" in ('planned', 'open', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "pool_demand" ADD COLUMN "class_id" uuid;--> statement-breakpoint
ALTER TABLE "class_member" ADD CONSTRAINT "class_member_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_member" ADD CONSTRAINT "class_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_message" ADD CONSTRAINT "class_message_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_message" ADD CONSTRAINT "class_message_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class" ADD CONSTRAINT "class_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "class_member_person" ON "class_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "class_message_class" ON "class_message" USING btree ("class_id","sent_at");--> statement-breakpoint
CREATE INDEX "class_owner" ON "class" USING btree ("owner_id","starts_at");--> statement-breakpoint
CREATE INDEX "class_not_ended" ON "class" USING btree ("starts_at") WHERE "class"."state" <> 'ended';--> statement-breakpoint
ALTER TABLE "pool_demand" ADD CONSTRAINT "pool_demand_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_demand" ADD CONSTRAINT "pool_demand_class_id_unique" UNIQUE("class_id");