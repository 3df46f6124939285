import { serveParent } from "./serve";

serveParent();
