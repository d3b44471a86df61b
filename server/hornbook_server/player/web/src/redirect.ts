/** Where leaving the course leads: a URL, or one of the words that a launch link may have instead. */

/** `leaving` comes before this window is led elsewhere. */
export async function redirecting(redirect: string, leaving: () => Promise<void>): Promise<void> {
  switch (redirect) {
    case "":
    case "message":
      return;
    case "closer":
      window.close();
      return;
    case "blank":
      await leaving();
      location.replace("about:blank");
      return;
    default:
      await leaving();
      window.top === window.self ? location.replace(redirect) : (window.top ?? window).location.assign(redirect);
  }
}
