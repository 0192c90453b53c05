// Holds a ServiceMonitor against the schema that the Prometheus operator publishes for it; then one with a number in place of a text, which
// has to be refused.
//   node service-monitor.mjs FILE
import { readFileSync } from "node:fs";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { load } from "js-yaml";

const read = () => load(readFileSync(process.argv[2], "utf8"));
new ServiceMonitor(read()).validate();

const wrong = read();
wrong.spec.endpoints[0].interval = 15;
try {
  new ServiceMonitor(wrong).validate();
} catch {
  process.exit(0);
}
console.error("an interval that is a number was not refused");
process.exit(1);
