CREATE TABLE "pool" (
	"topology" text PRIMARY KEY NOT NULL,
	"target" integer NOT NULL,
	"mode" text NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"hits" integer DEFAULT 0 NOT NULL,
	"misses" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pool_demand" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"topology" text NOT NULL,
	"count" integer NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "save_point" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"environment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"task_id" text,
	"state" text NOT NULL,
	"arranged_tasks" text[] DEFAULT '{}' NOT NULL,
	"actor" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topology_usage" (
	"topology" text PRIMARY KEY NOT NULL,
	"memory_bytes" bigint NOT NULL,
	"disk_bytes" bigint NOT NULL,
	"cpu_millis" integer NOT NULL,
	"samples" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "purpose" text DEFAULT 'attempt' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "generation" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "course" text DEFAULT 'cold' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "frozen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "queue" jsonb;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "probed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "environment" ADD COLUMN "save_point_id" uuid;--> statement-breakpoint
ALTER TABLE "save_point" ADD CONSTRAINT "save_point_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pool_demand_time" ON "pool_demand" USING btree ("topology","until_at");--> statement-breakpoint
CREATE INDEX "save_point_environment" ON "save_point" USING btree ("environment_id","created_at");--> statement-breakpoint
CREATE INDEX "environment_pool" ON "environment" USING btree ("topology","purpose","state");