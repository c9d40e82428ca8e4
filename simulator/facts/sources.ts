/** The documents that facts and rules rest on. */
import type { Source } from './fact.ts';

const guide = (title: string, page: string): Source => ({
  title: `Lambda Developer Guide, ${title}`,
  url: `https://docs.aws.amazon.com/lambda/latest/dg/${page}.html`,
});

export const sources = {
  executionEnvironment: guide('Execution environment lifecycle', 'lambda-runtime-environment'),
  quotas: guide('Lambda quotas', 'gettingstarted-limits'),
  concurrency: guide('Understanding function scaling', 'lambda-concurrency'),
  reservedConcurrency: guide('Reserved concurrency', 'configuration-concurrency'),
  nodeHandler: guide('Handler in Node.js', 'nodejs-handler'),
  scaling: guide('Lambda scaling behavior', 'scaling-behavior'),
  extensions: guide('Lambda Extensions API', 'runtimes-extensions-api'),
  runtimes: guide('Lambda runtimes', 'lambda-runtimes'),
  nodeRuntime: guide('Building Lambda functions with Node.js', 'lambda-nodejs'),
  nodeLogging: guide('Log and monitor Node.js Lambda functions', 'nodejs-logging'),
  logFormats: guide('Configuring JSON and plain text log formats', 'monitoring-cloudwatchlogs-logformat'),
  telemetrySchema: guide('Telemetry API Event schema reference', 'telemetry-schema-reference'),
  memory: guide('Memory', 'configuration-memory'),
  functionConfiguration: guide('Configuring functions', 'lambda-functions'),
  invokeApi: {
    title: 'Lambda API Reference, Invoke',
    url: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
  },
  initBilling: {
    title: 'AWS Compute Blog, Lambda standardizes billing for the INIT phase',
    url: 'https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/',
  },
  provisionedConcurrency: guide('Configuring provisioned concurrency', 'provisioned-concurrency'),
  monitoringConcurrency: guide('Monitoring concurrency', 'monitoring-concurrency'),
  metrics: guide('Types of metrics', 'monitoring-metrics-types'),
  asyncErrors: guide('Asynchronous error handling', 'invocation-async-error-handling'),
  asyncConfiguring: guide('Configuring error handling for asynchronous invocation', 'invocation-async-configuring'),
  asyncRecords: guide('Capturing records of asynchronous invocations', 'invocation-async-retain-records'),
  retryBehavior: guide('Retry behavior', 'invocation-retries'),
  recursion: guide('Recursive loop detection', 'invocation-recursion'),
  snapStart: guide('Lambda SnapStart', 'snapstart'),
  snapStartActivating: guide('Activating SnapStart', 'snapstart-activate'),
  snapStartMonitoring: guide('Monitoring SnapStart', 'snapstart-monitoring'),
  snapStartUniqueness: guide('Uniqueness with SnapStart', 'snapstart-uniqueness'),
  versions: guide('Function versions', 'configuration-versions'),
  aliasRouting: guide('Weighted aliases', 'configuring-alias-routing'),
  fasterScaling: {
    title: 'AWS News Blog, Lambda functions now scale 12 times faster, 26 November 2023',
    url: 'https://aws.amazon.com/blogs/aws/aws-lambda-functions-now-scale-12-times-faster-when-handling-high-volume-requests/',
  },
  formerScaling: {
    title: 'Lambda Developer Guide of 2022, Lambda function scaling',
    url: 'https://github.com/awsdocs/aws-lambda-developer-guide/blob/4c88540480b84a2d2938ba64bca1827791664b66/doc_source/invocation-scaling.md',
  },
  newAccounts: {
    title: 'Reports of small quotas of new accounts (aws-samples/one-observability-demo issue 278)',
    url: 'https://github.com/aws-samples/one-observability-demo/issues/278',
  },
  snapStartNumbers: {
    title: 'AWS News Blog, Accelerate your Lambda functions with SnapStart, November 2022',
    url: 'https://aws.amazon.com/blogs/aws/new-accelerate-your-lambda-functions-with-lambda-snapstart/',
  },
  sdkRetries: {
    title: 'AWS SDKs and Tools Reference Guide, Retry behavior',
    url: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
  },
  sdkRateLimiter: {
    title: 'AWS SDK for JavaScript, DefaultRateLimiter of @smithy/util-retry',
    url: 'https://github.com/smithy-lang/smithy-typescript/blob/main/packages/util-retry/src/DefaultRateLimiter.ts',
  },
  deploymentConfigurations: {
    title: 'AWS CodeDeploy User Guide, Deployment configurations',
    url: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html',
  },
  deploymentHooks: {
    title: 'AWS CodeDeploy User Guide, AppSpec hooks for Lambda',
    url: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html',
  },
  pricing: { title: 'AWS Lambda pricing', url: 'https://aws.amazon.com/lambda/pricing/' },
  priceList: {
    title: 'AWS Price List, AWSLambda, us-east-1',
    url: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSLambda/current/us-east-1/index.json',
  },
  runtimeEmulator: {
    title: 'AWS Lambda Runtime Interface Emulator',
    url: 'https://github.com/aws/aws-lambda-runtime-interface-emulator/tree/4fa21571526087e3a0076b9fecf67a79e3927994/internal/lambda',
  },
  nodeRuntimeClient: {
    title: 'AWS Lambda Node.js Runtime Interface Client',
    url: 'https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/tree/da5777a8963928cac4f6f93d88d6928262f6bd2a/src',
  },
  recordedReplies: {
    title: 'Replies of AWS recorded by the tests of LocalStack',
    url: 'https://github.com/localstack/localstack/tree/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/lambda_',
  },
  initReportNews: {
    title: 'AWS What’s New, troubleshooting errors and timeouts of the init and restore phases, November 2023',
    url: 'https://aws.amazon.com/about-aws/whats-new/2023/11/aws-lambda-troubleshoot-errors-timeouts-init-restore-phases/',
  },
  doomLoop: {
    title: 'Aaron Stuyvenberg, Avoiding the Lambda doom loop, 3 October 2024',
    url: 'https://aaronstuyvenberg.com/posts/lambda-timeout-doom-loop',
  },
  timeoutReport: {
    title: 'REPORT lines of timeouts of June 2026 (DataBiosphere/azul issue 8140)',
    url: 'https://github.com/DataBiosphere/azul/issues/8140',
  },
  timeoutColdReport: {
    title: 'REPORT line of a cold start that timed out, December 2025 (open-telemetry/opentelemetry-lambda 2098)',
    url: 'https://github.com/open-telemetry/opentelemetry-lambda/pull/2098',
  },
  failedInitReport: {
    title: 'Log of an init that failed twice, April 2026 (cashinflash/cif-portal)',
    url: 'https://github.com/cashinflash/cif-portal/blob/5ef88ed800bf7a53c7804f26578744a549c576e1/debug/search-logs.md',
  },
  outOfMemoryReport: {
    title: 'REPORT lines of functions out of memory, April 2026 (DataBiosphere/azul issue 7730)',
    url: 'https://github.com/DataBiosphere/azul/issues/7730',
  },
  outOfMemoryAnswer: {
    title: 'Answer of a function out of memory, November 2021 (awslabs/amazon-s3-find-and-forget 283)',
    url: 'https://github.com/awslabs/amazon-s3-find-and-forget/pull/283',
  },
  requestTooLargeReport: {
    title: 'Answer to a request over the limit (faultline/faultline issue 12)',
    url: 'https://github.com/faultline/faultline/issues/12',
  },
  coldStarts: {
    title: 'Cold starts measured every day, May to August 2026 (maxday/lambda-perf)',
    url: 'https://github.com/maxday/lambda-perf/tree/6070b7947b5ddf788cb69f2ffe6bbde3e22033fb',
  },
  pacsTraces: {
    title: 'Request traces of Lambda, 2020 (pacslab/serverless-performance-modeling)',
    url: 'https://github.com/pacslab/serverless-performance-modeling',
  },
  coldstart: { title: 'Coldstart, what is modelled', url: '/about' },
} as const satisfies Record<string, Source>;
