import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "../server";
import { NODE_PLATFORM } from "./platform";

startServer(createConnection(ProposedFeatures.all), NODE_PLATFORM);
