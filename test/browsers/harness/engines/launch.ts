import { launchChromium } from "./chromium";
import type { Browser, EngineName } from "./engine";
import { launchFirefox } from "./firefox";
import { launchWebKit } from "./webkit";

const LAUNCH: Readonly<Record<EngineName, () => Promise<Browser>>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebKit,
};

export function launch(engine: EngineName): Promise<Browser> {
  return LAUNCH[engine]();
}
