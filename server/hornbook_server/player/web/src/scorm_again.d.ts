/** The package's own types name a default export for these entry points, which have none. */

declare module "scorm-again/scorm12" {
  export { Scorm12API } from "scorm-again";
}

declare module "scorm-again/scorm2004" {
  export { Scorm2004API } from "scorm-again";
}
