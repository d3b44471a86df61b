// Imports a course, registers a learner, reads the progress, lists all there is and cleans up.
// Run as `node registrations.cjs API APP_ID SECRET PACKAGE`; prints a JSON object of what it got.
const fs = require("node:fs");
const sdk = require("@rusticisoftware/scormcloud-api-v2-client-javascript");

const COURSE = "golf/é 1";
const REGISTRATION = "ada in golf/é";
const [api, appId, secret, file] = process.argv.slice(2);

sdk.ApiClient.instance.basePath = api;
Object.assign(sdk.ApiClient.instance.authentications.APP_NORMAL, { username: appId, password: secret });
const courses = new sdk.CourseApi();
const registrations = new sdk.RegistrationApi();

function call(service, operation, ...given) {
  return new Promise((resolve, reject) => {
    service[operation](...given, (error, data, response) => (error ? reject(error) : resolve({ data, response })));
  });
}

async function imported() {
  const options = { file: fs.createReadStream(file) };
  const job = (await call(courses, "createUploadAndImportCourseJob", COURSE, options)).data.result;
  for (;;) {
    const { data } = await call(courses, "getImportJobStatus", job);
    if (data.status !== "RUNNING") return data;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function everything(service, operation, member) {
  let { data } = await call(service, operation, {});
  const found = [...data[member]];
  while (data.more) {
    data = (await call(service, operation, { more: data.more })).data;
    found.push(...data[member]);
  }
  return found.map((each) => each.id);
}

async function main() {
  const { importResult } = await imported();
  const learner = { id: "ada", firstName: "Ada", lastName: "Birdie" };
  const created = await call(
    registrations,
    "createRegistration",
    { courseId: COURSE, learner, registrationId: REGISTRATION },
    {},
  );
  const exists = await call(registrations, "getRegistration", REGISTRATION);
  const options = { includeChildResults: true, includeInteractionsAndObjectives: true, includeRuntime: true };
  const { data } = await call(registrations, "getRegistrationProgress", REGISTRATION, options);
  const got = {
    imported: importResult.course.id,
    created: created.response.status,
    exists: exists.response.status,
    progress: [data.id, data.registrationCompletion, data.learner.firstName, data.course.id],
    children: data.activityDetails.children.map((child) => child.title),
    dated: data.createdDate instanceof Date,
    courses: await everything(courses, "getCourses", "courses"),
    registrations: await everything(registrations, "getRegistrations", "registrations"),
    statements: (await call(courses, "getCourseStatements", COURSE, {})).data.statements,
  };
  await call(registrations, "deleteRegistration", REGISTRATION);
  await call(courses, "deleteCourse", COURSE);
  got.gone = await call(registrations, "getRegistration", REGISTRATION).catch((error) => error.status);
  console.log(JSON.stringify(got));
}

main().catch((error) => {
  console.error(error.response ? error.response.text : error);
  process.exitCode = 1;
});
