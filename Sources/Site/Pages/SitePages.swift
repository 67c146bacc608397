package import Templating

/// Every page of the site, for the templates to be checked against.
package enum SitePages {
  /// In no order that means anything.
  package static let all: [any Page.Type] = [
    TraceListPage.self, TraceNewPage.self, TracePage.self, RecordPage.self,
    TraceDeletePage.self, CheckPage.self,
    SchedulePage.self, OccurrencesPage.self, RunListPage.self, RunPage.self,
    ConnectionListPage.self, ConnectionNewPage.self, ConnectionPage.self, ConnectionDeletePage.self,
    PausePage.self, AccountPage.self, SignInPage.self, SignInLinkPage.self, AlreadyDonePage.self,
    ErrorPage.self, NotificationsPage.self, ConfirmAddressPage.self,
  ]
}
