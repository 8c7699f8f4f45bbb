ALTER TABLE "submission_comment" ALTER COLUMN "from_line" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "submission_comment" ALTER COLUMN "to_line" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "submission_comment" ADD COLUMN "recording" text;--> statement-breakpoint
ALTER TABLE "submission_comment" ADD COLUMN "moment" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submission_comment" ADD CONSTRAINT "submission_comment_place" CHECK ((num_nonnulls("submission_comment"."from_line", "submission_comment"."to_line"), num_nonnulls("submission_comment"."recording", "submission_comment"."moment")) in ((2, 0), (0, 2)));