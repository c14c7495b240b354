package io.tribunal.deployment.role;

import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Part;
import java.nio.file.Path;

/** Starts roles, each with its settings file and its log file. */
public interface RolePlacement {
    Part executor(DeploymentPlan.ExecutorSpec spec, Path log, Path settings);

    Part role(RoleKind kind, String name, Path log, Path settings);
}
