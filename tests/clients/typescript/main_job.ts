// Imports a package, waits for it, gets, lists and deletes the course: node main_job.js API APP_ID SECRET PACKAGE
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

import { Configuration, CourseApi, ResponseError, type CourseSchema } from "./client/index.js";

const COURSE = "golf/é 1";

async function imported(courses: CourseApi, file: Blob): Promise<CourseSchema> {
  const { result } = await courses.createUploadAndImportCourseJob({ courseId: COURSE, file, tags: ["a b", "c"] });
  for (;;) {
    const job = await courses.getImportJobStatus({ importJobId: result });
    if (job.status !== "RUNNING") {
      if (job.importResult?.course === undefined) throw new Error(job.message ?? "the job has no course");
      return job.importResult.course;
    }
    await setTimeout(20);
  }
}

async function statusOf(call: Promise<unknown>): Promise<number> {
  try {
    await call;
    return 200;
  } catch (error) {
    if (error instanceof ResponseError) return error.response.status;
    throw error;
  }
}

const [basePath = "", username = "", password = "", path = ""] = process.argv.slice(2);
const courses = new CourseApi(new Configuration({ basePath, username, password }));
const course = await imported(courses, new Blob([await readFile(path)]));
const read = await courses.getCourse({ courseId: COURSE, includeRegistrationCount: true });
const since = new Date((course.created ?? new Date(NaN)).getTime() - 1000);
const listed = await courses.getCourses({ since, tags: ["x", "c"], orderBy: "title_asc" });
await courses.deleteCourse({ courseId: COURSE });
const gone = await statusOf(courses.getCourse({ courseId: COURSE }));

console.log(
  JSON.stringify({
    imported: { id: course.id, title: course.title, version: course.version },
    read: { standard: read.courseLearningStandard, registrations: read.registrationCount },
    listed: listed.courses?.map((each) => each.id),
    gone,
  }),
);
