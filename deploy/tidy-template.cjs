/** The framework says of every function that it depends on its role, which the role's ARN says already: cfn-lint objects (W3005). */
module.exports = class TidyTemplate {
  constructor(serverless) {
    this.hooks = {
      "after:aws:package:finalize:mergeCustomProviderResources": () => {
        const { Resources } = serverless.service.provider.compiledCloudFormationTemplate;
        for (const resource of Object.values(Resources)) {
          if (resource.Type !== "AWS::Lambda::Function") continue;
          const role = resource.Properties.Role["Fn::GetAtt"]?.[0];
          resource.DependsOn = resource.DependsOn.filter((name) => name !== role);
        }
      },
    };
  }
};
