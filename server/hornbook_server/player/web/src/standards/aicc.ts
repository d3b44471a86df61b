/**
 * AICC: lessons speak HACP with the service, or find an API in the page (CMI001, appendix B), which is that of SCORM 1.2,
 * as are the names of their elements. A lesson that has begun by the API is kept by the page.
 */

import type { Elements, Stored } from "../boot";
import type { Activity } from "../course";
import { Scorm12Session } from "./scorm12";
import { Served, ServedSession } from "./served";
import type { Context, Exit, Session, Status } from "./standard";

const OF_SERVICE = [
  "cmi.core.student_id",
  "cmi.core.student_name",
  "cmi.core.total_time",
  "cmi.core.lesson_status",
  "cmi.core.credit",
  "cmi.core.lesson_mode",
];

export class Aicc extends Served {
  constructor(context: Context, stored: Readonly<Record<string, Stored>>) {
    super(context, stored, "AICC");
  }

  keep(key: string, stored: Stored): void {
    this.own.set(key, stored);
  }

  protected override session(activity: Activity, id: string, url: string): Session {
    return new AiccSession(this, this.context, activity, id, url);
  }
}

class AiccSession extends ServedSession {
  private readonly spoken: Scorm12Session;

  constructor(
    protected override readonly standard: Aicc,
    context: Context,
    activity: Activity,
    id: string,
    url: string,
  ) {
    super(standard, context, activity, id, url);
    const elements = begun(standard.elements(activity.key) ?? {});
    this.spoken = new Scorm12Session(context, activity, { attempt: super.attempt, elements });
  }

  override get globals(): Readonly<Record<string, object>> {
    return this.spoken.globals;
  }

  override get keeps(): Session["keeps"] {
    return this.spoken.started ? "page" : "service";
  }

  override get running(): boolean {
    return this.spoken.running;
  }

  override get exit(): Exit {
    return this.spoken.exit;
  }

  override elements(): Elements {
    return this.spoken.started ? this.spoken.elements() : super.elements();
  }

  override status(): Status {
    return this.spoken.started ? this.spoken.status() : super.status();
  }

  override end(): void {
    this.spoken.end();
    if (this.spoken.started)
      this.standard.keep(this.activity.key, { attempt: this.attempt, elements: this.elements() });
    super.end();
  }
}

/** Nothing, where there is only what the service has put there as the lesson was opened. */
function begun(elements: Elements): Elements {
  const touched = Object.keys(elements).some((name) => !OF_SERVICE.includes(name));
  return touched || elements["cmi.core.lesson_status"] !== "not attempted" ? elements : {};
}
