"use strict";

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  displayRequestDuration: true,
  displayOperationId: true,
  filter: true,
  validatorUrl: null, // would send the document to a server of others
});
