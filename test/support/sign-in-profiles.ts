/** Profiles as the shared configuration file has them whose sign-in is a session: single sign-on, a role over it, the console. */
export const SIGN_IN_PROFILES = `
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
[profile over-sso]
role_arn = arn:aws:iam::111122223333:role/operator
source_profile = sso
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
[profile console]
login_session = arn:aws:iam::111122223333:user/dev
`;
